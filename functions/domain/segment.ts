/**
 * A segment is one value of one dimension by which figures are broken down (agent = Sam). Segments are taken from the
 * interaction when it is accepted and travel with the invitation to the response.
 */
import type { InteractionFacts } from "./interaction.ts";

export const dimensions = ["version", "channel", "journeyStage", "type", "agent", "product", "locale"] as const;
export type Dimension = (typeof dimensions)[number];

export interface Segment {
  readonly value: string;
  /** How people call it, where that differs from the value. */
  readonly label?: string;
}

export type Segments = Readonly<Partial<Record<Dimension, Segment>>>;

export function segmentsOf(interaction: InteractionFacts, surveyVersion: number, locale: string | undefined): Segments {
  const { agent, channel, journeyStage, type, product } = interaction;
  return {
    version: { value: String(surveyVersion) },
    type: { value: type },
    ...(channel !== undefined && { channel: { value: channel } }),
    ...(journeyStage !== undefined && { journeyStage: { value: journeyStage } }),
    ...(agent && { agent: { value: agent.id, ...(agent.name !== undefined && { label: agent.name }) } }),
    ...(product !== undefined && { product: { value: product } }),
    ...(locale !== undefined && { locale: { value: locale } }),
  };
}

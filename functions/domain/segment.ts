/**
 * A segment is one value of one dimension by which figures are broken down (agent = Sam). Segments are taken from the
 * interaction when it is accepted and travel with the invitation to the response.
 */
import type { InteractionFacts } from "./interaction.ts";

/** Those that every workspace has. */
export const dimensions = [
  "version",
  "variant",
  "channel",
  "journeyStage",
  "type",
  "agent",
  "product",
  "locale",
] as const;

/** Of an attribute of interactions that the workspace names. */
export type AttributeDimension = `attributes.${string}`;
export type Dimension = (typeof dimensions)[number] | AttributeDimension;

export interface Segment {
  readonly value: string;
  /** How people call it, where that differs from the value. */
  readonly label?: string;
}

export type Segments = Readonly<Partial<Record<Dimension, Segment>>>;

/** An attribute that the workspace breaks its figures down by. */
export interface SegmentAttribute {
  readonly name: string;
  /** Segments that were taken before are without it. */
  readonly namedAt: string;
}

export const maxSegmentAttributes = 5;

const attributePrefix = "attributes.";

export const attributeDimension = (name: string): AttributeDimension => `${attributePrefix}${name}`;

export const isAttributeDimension = (dimension: string): dimension is AttributeDimension =>
  dimension.startsWith(attributePrefix);

/** What is known of an interaction besides its facts, and only where a survey applies or the customer told. */
export interface SegmentSource {
  readonly surveyVersion?: number | undefined;
  readonly locale?: string | undefined;
  /** The attributes that the workspace names. */
  readonly attributes?: readonly Pick<SegmentAttribute, "name">[] | undefined;
}

export function segmentsOf(
  interaction: InteractionFacts,
  { surveyVersion, locale, attributes = [] }: SegmentSource,
): Segments {
  const { agent, channel, journeyStage, type, product, variant } = interaction;
  return {
    ...(surveyVersion !== undefined && { version: { value: String(surveyVersion) } }),
    type: { value: type },
    ...(variant !== undefined && { variant: { value: variant } }),
    ...(channel !== undefined && { channel: { value: channel } }),
    ...(journeyStage !== undefined && { journeyStage: { value: journeyStage } }),
    ...(agent && { agent: { value: agent.id, ...(agent.name !== undefined && { label: agent.name }) } }),
    ...(product !== undefined && { product: { value: product } }),
    ...(locale !== undefined && { locale: { value: locale } }),
    ...attributeSegments(interaction, attributes),
  };
}

export function attributeSegments(
  { attributes = {} }: Pick<InteractionFacts, "attributes">,
  named: readonly Pick<SegmentAttribute, "name">[],
): Segments {
  const told = named.filter(({ name }) => Object.hasOwn(attributes, name));
  return Object.fromEntries(told.map(({ name }) => [attributeDimension(name), { value: String(attributes[name]) }]));
}

/** Every dimension of a workspace's segments. */
export const dimensionsOf = (named: readonly Pick<SegmentAttribute, "name">[]): Dimension[] => [
  ...dimensions,
  ...named.map(({ name }) => attributeDimension(name)),
];

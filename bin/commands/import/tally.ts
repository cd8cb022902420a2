/** What became of the rows, counted: small enough to be kept in the checkpoint. */

export interface Tally {
  readonly rows: number;
  readonly invited: number;
  /** By reason. */
  readonly notInvited: Readonly<Record<string, number>>;
  readonly refused: number;
}

export const noRows: Tally = { rows: 0, invited: 0, notInvited: {}, refused: 0 };

/** A reason, or that it was invited or refused. */
export type Fate = { readonly reason: string } | "invited" | "refused";

export function counted({ rows, invited, notInvited, refused }: Tally, fate: Fate): Tally {
  if (fate === "invited") return { rows: rows + 1, invited: invited + 1, notInvited, refused };
  if (fate === "refused") return { rows: rows + 1, invited, notInvited, refused: refused + 1 };
  const count = (notInvited[fate.reason] ?? 0) + 1;
  return { rows: rows + 1, invited, notInvited: { ...notInvited, [fate.reason]: count }, refused };
}

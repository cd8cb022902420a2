/** How a business looks to its customers: for the workspace, and where a survey says otherwise, for that survey. */
export interface Brand {
  /** Shown instead of the workspace's name. */
  readonly name?: string;
  /** An https address. */
  readonly logoUrl?: string;
  /** `#rrggbb` */
  readonly accentColour?: string;
}

export interface SurveyBrand extends Brand {
  /** Postal address at the foot of the survey's mails, instead of the workspace's. */
  readonly footerAddress?: string;
}

/** The level of every interval, and what it is in standard errors. */
export const level = 0.95;

/** 97.5 % quantile of the standard normal distribution. */
export const z = 1.959963984540054;

/** How charts look, in the colours of the page that they stand in: it has to set --card, --ink, --muted, --line and --accent. */
export const chartStyle = `.chart {
  display: block;
  width: 100%;
  height: auto;
  overflow: visible;
}

.chart-label {
  fill: var(--muted);
  font-size: 12px;
  font-variant-numeric: tabular-nums;
}

.chart-grid {
  stroke: var(--line);
  stroke-width: 1;
}

.chart-line {
  fill: none;
  stroke: var(--accent);
  stroke-width: 2;
  stroke-linejoin: round;
  stroke-linecap: round;
}

.chart-band,
.chart-range {
  fill: var(--accent);
  fill-opacity: 0.18;
}

.chart-whisker {
  stroke: var(--accent);
  stroke-opacity: 0.35;
  stroke-width: 4;
}

.chart-dot {
  fill: var(--accent);
  stroke: var(--accent);
  stroke-width: 1.5;
}

.chart-dot.small {
  fill: var(--card);
}

.chart-reach {
  fill: transparent;
}

.chart-point:hover .chart-dot {
  stroke-width: 5;
}

.chart-track {
  stroke: var(--line);
  stroke-width: 2;
  stroke-linecap: round;
}

.chart-mark {
  stroke: var(--accent);
  stroke-width: 3.5;
  stroke-linecap: round;
}

.chart-before {
  fill: var(--card);
  stroke: var(--muted);
  stroke-width: 1.5;
}

/* Where colours are the reader's own. */
@media (forced-colors: active) {
  .chart-line,
  .chart-mark {
    stroke: CanvasText;
  }

  .chart-dot {
    stroke: CanvasText;
    fill: CanvasText;
  }
}
`;

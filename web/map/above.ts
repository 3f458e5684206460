/** Props of every deck layer: drawn over buildings however high, and under the labels. */
export const ABOVE = {
  beforeId: 'labels-begin',
  parameters: { depthCompare: 'always', depthWriteEnabled: false },
} as const;

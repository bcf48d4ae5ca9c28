/** How often a fault is repeated: `npm run faults -- N` says it; `npm test` takes the file's own small number. */
export const faultRuns = (usual: number): number => Number(process.env.FAULT_RUNS ?? usual)

/** Milliseconds that so many runs may take before the test is given up. */
export const faultTimeout = (runs: number): number => 60_000 + runs * 7_000

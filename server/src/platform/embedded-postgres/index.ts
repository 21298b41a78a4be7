export { createCluster } from './cluster.ts'
export { restoreCluster } from './restore.ts'
export type { Cluster, ClusterEvent, ClusterOptions } from './cluster.ts'

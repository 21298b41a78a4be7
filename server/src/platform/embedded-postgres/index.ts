export { createCluster } from './cluster.ts'
export type { Cluster, ClusterEvent, ClusterOptions } from './cluster.ts'

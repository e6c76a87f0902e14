import { blocks, Estate, Resource } from '../../support/estate';

/** The parameters that hold for a cluster, by name, as its parameter group sets them. */
export function clusterParameters(estate: Estate, cluster: Resource): Record<string, string> {
  const group = estate.target(cluster, cluster.body['db_cluster_parameter_group_name']);
  return Object.fromEntries(
    blocks(group?.body, 'parameter').map(({ name, value }) => [String(name), String(value)]),
  );
}

/** Tells whether a parameter is on: MySQL takes `1` and `ON` for the same. */
export const isOn = (value: string | undefined): boolean => value === '1' || value?.toUpperCase() === 'ON';

/** The instances of a cluster. */
export const instancesOf = (estate: Estate, cluster: Resource): Resource[] =>
  estate.referringTo(cluster, 'cluster_identifier', 'aws_rds_cluster_instance');

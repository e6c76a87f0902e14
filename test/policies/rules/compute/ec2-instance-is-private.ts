import { blocks, Body, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'A host that takes connections or keys is a way in past Session Manager; IMDSv1 hands its role to whoever makes it fetch an address.',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
  check: (estate) => findingsAt(estate.ofType('aws_instance'), (instance) => problemsOf(estate, instance)),
};

function problemsOf(estate: Estate, instance: Resource): string[] {
  const [launch] = blocks(instance.body, 'launch_template');
  const template = estate.target(instance, launch?.['id']);
  const said = { ...template?.body, ...instance.body };
  const [metadata] = blocks(said, 'metadata_options');
  const disks = [
    ...blocks(said, 'block_device_mappings').flatMap((mapping) => blocks(mapping, 'ebs')),
    ...blocks(said, 'root_block_device'),
  ];
  const groups = estate.targets(instance, instance.body['vpc_security_group_ids']);
  const ingress = groups.flatMap((group) =>
    estate.referringTo(group, 'security_group_id', 'aws_vpc_security_group_ingress_rule'),
  );
  return [
    ...unless(
      metadata?.['http_tokens'] === 'required' && metadata['http_put_response_hop_limit'] === 1,
      'metadata_options: http_tokens is not required, or the hop limit is not 1',
    ),
    ...unless(disks.length > 0 && disks.every(isEncrypted), 'a disk of it is not encrypted'),
    ...unless(groups.length > 0, 'it is in no security group of ours'),
    ...ingress.map(({ address }) => `${address} lets connections in`),
    ...unless(said['key_name'] === undefined, 'it has a key pair: Session Manager needs none'),
    ...unless(said['user_data'] === undefined, 'user_data is readable by whoever describes the instance'),
  ];
}

const isEncrypted = ({ encrypted }: Body): boolean => String(encrypted) === 'true';

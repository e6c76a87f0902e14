import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { instanceIsClosed } from './instance-is-closed';

const safe = {
  metadata_options: { http_tokens: 'required', http_put_response_hop_limit: 1 },
  block_device_mappings: [{ ebs: { encrypted: 'true' } }],
};

const host = (template: Body, instance: Body = {}, ingress?: Body) =>
  found(instanceIsClosed, {
    aws_launch_template: { host: template },
    aws_security_group: { host: {} },
    aws_instance: {
      host: {
        launch_template: { id: '${aws_launch_template.host.id}' },
        vpc_security_group_ids: ['${aws_security_group.host.id}'],
        ...instance,
      },
    },
    ...(ingress && { aws_vpc_security_group_ingress_rule: { ssh: ingress } }),
  });

test('a host that takes no connection, with IMDSv2 and an encrypted disk, complies', () => {
  expect(host(safe)).toEqual([]);
});

test.each<[string, Body, Body?, Body?]>([
  ['without a launch template of ours', safe, { launch_template: undefined }],
  ['with IMDSv1', { ...safe, metadata_options: { http_tokens: 'optional', http_put_response_hop_limit: 1 } }],
  [
    'whose metadata containers reach',
    { ...safe, metadata_options: { http_tokens: 'required', http_put_response_hop_limit: 2 } },
  ],
  ['with a disk in clear', { ...safe, block_device_mappings: [{ ebs: {} }] }],
  ['with a key pair', { ...safe, key_name: 'mine' }],
  ['with user data', safe, { user_data: '#!/bin/sh' }],
  ['in the default group', safe, { vpc_security_group_ids: undefined }],
  ['that takes connections', safe, {}, { security_group_id: '${aws_security_group.host.id}' }],
])('a host %s is found', (_, template, instance = {}, ...[ingress]) => {
  expect(new Set(host(template, instance, ingress))).toEqual(new Set(['aws_instance.host']));
});

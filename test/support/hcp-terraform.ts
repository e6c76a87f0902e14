import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { cleanUp } from './clean-up';

/** A request of Terraform to HCP Terraform, and what it sent. */
export interface HcpTerraform {
  /** Base URL, such as `http://127.0.0.1:41234/api/v2/`. */
  readonly url: string;
  /** Method and path below `url`, in order, with the body of what it sent as JSON. */
  readonly requests: { readonly call: string; readonly body: unknown }[];
  /** The configuration that was uploaded, a tar file in gzip; undefined before that. */
  readonly uploaded: () => Buffer | undefined;
}

const WORKSPACE = {
  id: 'ws-1',
  type: 'workspaces',
  attributes: {
    name: 'any',
    'execution-mode': 'remote',
    operations: true,
    permissions: { 'can-queue-run': true, 'can-queue-apply': true, 'can-update': true },
  },
};

/**
 * A stand-in for the API of HCP Terraform, as far as `terraform init` and the beginning of `terraform plan` go: the
 * organization has one project and no workspace, one can be made and takes a configuration, and no run ever begins.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs
 */
export async function startHcpTerraform(project: string, terraformVersion: string): Promise<HcpTerraform> {
  const requests: HcpTerraform['requests'] = [];
  let upload: Buffer | undefined;
  let made = false;
  const workspace = {
    ...WORKSPACE,
    attributes: { ...WORKSPACE.attributes, 'terraform-version': terraformVersion },
  };
  const answerTo = (call: string): [status: number, data?: unknown] => {
    if (call === 'GET ping' || call.startsWith('PUT ')) return [204];
    if (call.endsWith('/entitlement-set')) {
      return [
        200,
        { id: 'org-1', type: 'entitlement-sets', attributes: { operations: true, 'state-storage': true } },
      ];
    }
    if (call.endsWith('/projects')) {
      return [200, [{ id: 'prj-1', type: 'projects', attributes: { name: project } }]];
    }
    if (/^POST .*\/configuration-versions$/.test(call)) return [201, configuration('pending')];
    if (call.startsWith('GET configuration-versions/')) return [200, configuration('uploaded')];
    if (/^POST organizations\/[^/]+\/workspaces$/.test(call)) made = true;
    if (/^(POST|GET|PATCH) (organizations\/[^/]+\/)?workspaces(\/[^/]+)?$/.test(call) && made)
      return [200, workspace];
    return [404];
  };
  const configuration = (status: string): object => ({
    id: 'cv-1',
    type: 'configuration-versions',
    attributes: { status, 'upload-url': `${url()}upload` },
  });
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const path = new URL(request.url ?? '', 'http://any').pathname.replace('/api/v2/', '');
      const call = `${request.method ?? ''} ${path}`;
      if (call === 'PUT upload') upload = body;
      else requests.push({ call, body: body.length === 0 ? undefined : JSON.parse(body.toString()) });
      const [status, data] = answerTo(call);
      response.writeHead(status, { 'content-type': 'application/vnd.api+json', 'TFP-API-Version': '2.5' });
      response.end(
        status === 204 ? undefined : JSON.stringify(data === undefined ? { errors: [] } : { data }),
      );
    });
  };
  const server = createServer(handle);
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v2/`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp(() => {
    server.close();
  });
  return { url: url(), requests, uploaded: () => upload };
}

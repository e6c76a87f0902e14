import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { provideHostedZone } from '../../../tools/emulator/hosted-zone';
import { ToolError } from '../../../tools/support/project';

const domain = { name: 'petclinic.example.com', hostedZoneId: 'Z00000000000000EXAMPLE' };

/** Has the zone provided by a server that answers with this status, and tells what it was asked. */
async function provide(
  settings: Parameters<typeof provideHostedZone>[1],
  status = 200,
): Promise<{ line: string | undefined; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''} ${body}`);
      response.writeHead(status).end('{"message":"another zone has this id"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { line: await provideHostedZone(endpoint, settings), asked };
  } finally {
    server.close();
  }
}

it('has the emulator make the zone of the domain, under its id, and says so', async () => {
  const { line, asked } = await provide({ domain });
  expect(asked).toEqual([
    'POST /_emulator/hosted-zone {"id":"Z00000000000000EXAMPLE","name":"petclinic.example.com"}',
  ]);
  expect(line).toContain('Z00000000000000EXAMPLE of petclinic.example.com');
});

it('asks for nothing without a domain', async () => {
  expect(await provide({})).toEqual({ line: undefined, asked: [] });
});

it('shows what the emulator says when it refuses', async () => {
  const refusal = provide({ domain }, 400);
  await expect(refusal).rejects.toThrow(ToolError);
  await expect(refusal).rejects.toThrow('another zone has this id');
});

// Speaks the emulator's protocol, without the emulator: prints where it listens, answers the status, ends on SIGTERM.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const port = Number(process.argv[process.argv.indexOf('--port') + 1]);
if (process.argv.includes('broken')) {
  console.error('no module named moto');
  process.exit(3);
}
if (process.argv.includes('deaf')) process.on('SIGTERM', () => {});
const server = createServer(async (request, response) => {
  if (request.url === '/_emulator/keep') {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { folder } = JSON.parse(chunks.join(''));
    mkdirSync(folder);
    writeFileSync(`${folder}/stores.pickle`, 'all of it');
    response.end('{}', () => process.exit(0));
    return;
  }
  if (request.url !== '/_emulator/status') response.statusCode = 404;
  response.end(JSON.stringify({ pid: process.pid }));
});
server.listen(port, '127.0.0.1', () => {
  console.error('a warning before');
  const refused = process.argv.includes('refusing') && process.argv.includes('--resume');
  const line = { port: server.address().port, pid: process.pid, ...(refused ? { refused: 'moto 1' } : {}) };
  console.log(JSON.stringify(line));
});

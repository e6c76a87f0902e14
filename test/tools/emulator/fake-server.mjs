// Speaks the emulator's protocol, without the emulator: prints where it listens, answers the status, ends on SIGTERM.
import { createServer } from 'node:http';

const port = Number(process.argv[process.argv.indexOf('--port') + 1]);
if (process.argv.includes('broken')) {
  console.error('no module named moto');
  process.exit(3);
}
if (process.argv.includes('deaf')) process.on('SIGTERM', () => {});
const server = createServer((request, response) => {
  if (request.url !== '/_emulator/status') response.statusCode = 404;
  response.end(JSON.stringify({ pid: process.pid }));
});
server.listen(port, '127.0.0.1', () => {
  console.error('a warning before');
  console.log(JSON.stringify({ port: server.address().port, pid: process.pid }));
});

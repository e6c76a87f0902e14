import { join } from 'node:path';
import { commandLine, DEFAULTS } from '../../../tools/emulator/command-line';

it('is the plain command where everything is as it is without options', () => {
  expect(commandLine('npm start', DEFAULTS)).toBe('npm start');
});

it('names what differs, as a person types it', () => {
  const options = {
    environment: 'prod',
    home: join(process.cwd(), '.other'),
    outDir: '/elsewhere/out',
  };
  expect(commandLine('npm run destroy', options)).toBe(
    'npm run destroy -- --env prod --home .other --out /elsewhere/out',
  );
});

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programsFrom, readPrograms, writePrograms } from '../../../tools/emulator/programs';
import { sampleEnvironments } from '../../support/sample-estate';
import { temporaryFolder } from '../../support/temporary-folder';

const [dev, prod] = sampleEnvironments();
if (dev === undefined || prod === undefined) throw new Error('the sample has two environments');

test('a command line is kept as the shell takes it, by the name of the ECS service', () => {
  const line = `java -Dname="a b" -jar 'the jar=1.jar' | tee $HOME/log`;
  expect(programsFrom([`vets-service=${line}`], dev)).toEqual({ 'petclinic-dev-vets-service': line });
  expect(programsFrom(['vets-service=LEVEL=1 exec "$JAVA" x'], dev)).toEqual({
    'petclinic-dev-vets-service': 'LEVEL=1 exec "$JAVA" x',
  });
  expect(programsFrom([], dev)).toEqual({});
});

test('unknown services, services named twice and programs that are not there are told at once', () => {
  const given = ['vet-service=true', 'vets-service=true', 'vets-service=false', 'admin-server=./no/such x'];
  const refused = (): unknown => programsFrom(given, dev);
  expect(refused).toThrow(/dev has no service vet-service, only .*vets-service/);
  expect(refused).toThrow(/vets-service is named twice\.[^]*no program \.\/no\/such for admin-server/);
});

test('programs of one environment take the place of its earlier ones, and of no others', () => {
  const folder = join(temporaryFolder('programs'), 'moto');
  mkdirSync(folder);
  expect(readPrograms(folder)).toEqual({});
  writePrograms(folder, prod, programsFrom(['vets-service=true'], prod));
  writePrograms(folder, dev, programsFrom(['vets-service=true', 'visits-service=true'], dev));
  writePrograms(folder, dev, programsFrom(['visits-service=cat'], dev));
  expect(readPrograms(folder)).toEqual({
    'petclinic-prod-vets-service': 'true',
    'petclinic-dev-visits-service': 'cat',
  });
  expect(readFileSync(join(folder, 'programs.json'), 'utf8')).not.toContain('dev-vets');
});

import { found } from '../support/cases';
import { imageIsScanned } from './image-is-scanned';

const repository = (body: object) => found(imageIsScanned, { aws_ecr_repository: { vets: { ...body } } });

test('a repository that scans on push complies', () => {
  expect(repository({ image_scanning_configuration: { scan_on_push: true } })).toEqual([]);
});

test.each([[{}], [{ image_scanning_configuration: { scan_on_push: false } }]])(
  'a repository with %j is found',
  (body) => {
    expect(repository(body)).toEqual(['aws_ecr_repository.vets']);
  },
);

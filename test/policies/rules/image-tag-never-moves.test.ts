import { found } from '../support/cases';
import { imageTagNeverMoves } from './image-tag-never-moves';

const repository = (body: object) => found(imageTagNeverMoves, { aws_ecr_repository: { vets: { ...body } } });

test('a repository with immutable tags complies', () => {
  expect(repository({ image_tag_mutability: 'IMMUTABLE' })).toEqual([]);
});

test.each([[{}], [{ image_tag_mutability: 'MUTABLE' }]])('a repository with %j is found', (body) => {
  expect(repository(body)).toEqual(['aws_ecr_repository.vets']);
});

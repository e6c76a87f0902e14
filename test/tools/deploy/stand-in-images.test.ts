import { imagesIn, manifestFor, STAND_IN } from '../../../tools/deploy/stand-in-images';

const repository = (name: string): string =>
  `\${data.terraform_remote_state.platform.outputs.repository_urls.${name}}`;
const definition = (...containers: object[]) => ({ container_definitions: JSON.stringify(containers) });

test('the images of a stack are those of own repositories, each with its tag and whether it is essential', () => {
  const aws_ecs_task_definition = {
    depot: definition(
      { image: `${repository('depot')}:7`, essential: true },
      { image: `${repository('collector')}:0.49.0`, essential: false },
    ),
    other: definition({ image: 'public.ecr.aws/x/y:1' }),
  };
  expect(imagesIn({ resource: { aws_ecs_task_definition } })).toEqual([
    { service: 'depot', tag: '7', isEssential: true },
    { service: 'collector', tag: '0.49.0', isEssential: false },
  ]);
  expect(imagesIn({})).toEqual([]);
});

test.each([['depot'], [undefined]])('a manifest names the stand-in %s', (standIn) => {
  const { annotations } = JSON.parse(manifestFor(standIn)) as { annotations: Record<string, string> };
  expect(annotations[STAND_IN]).toBe(standIn);
});

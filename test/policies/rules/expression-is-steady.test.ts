import { found } from '../support/cases';
import { expressionIsSteady } from './expression-is-steady';

const tagged = (value: string) => found(expressionIsSteady, { aws_vpc: { main: { tags: { Made: value } } } });

test.each(['timestamp()', '${uuidv5("dns", "example.com")}', '${aws_vpc.timestamp.id}'])(
  '%s complies',
  (value) => {
    expect(tagged(value)).toEqual([]);
  },
);

test.each(['${timestamp()}', '${plantimestamp()}', 'a-${uuid()}', '${bcrypt("x")}'])(
  '%s is found',
  (value) => {
    expect(tagged(value)).toEqual(['aws_vpc.main']);
  },
);

test('an output is looked at too', () => {
  expect(found(expressionIsSteady, {}, { output: { made: { value: '${timestamp()}' } } })).toEqual([
    'output.made',
  ]);
});

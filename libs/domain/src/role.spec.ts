import { grants, scopes } from './scope.js';
import { outranks, roles, scopesOf } from './role.js';

it('gives a higher role every scope of a lower one', () => {
  for (const higher of roles) {
    for (const lower of roles.filter((role) => outranks(higher, role))) {
      const isGranted = scopes.map(
        (scope) => !grants(scopesOf(lower), scope) || grants(scopesOf(higher), scope),
      );
      expect([higher, lower, isGranted]).toEqual([higher, lower, scopes.map(() => true)]);
    }
  }
});

it('lets an admin make an admin, but no owner', () => {
  expect([outranks('admin', 'admin'), outranks('admin', 'owner'), outranks('owner', 'owner')]).toEqual([
    true,
    false,
    true,
  ]);
});

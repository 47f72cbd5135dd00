// The types of Bicep expressions, as far as the checker tells them apart. Azure's types are numbers into azure-types.json.
export const any = { kind: 'any' };
export const string = { kind: 'string' };
export const int = { kind: 'int' };
export const bool = { kind: 'bool' };
export const open = { kind: 'object', name: 'object', properties: {}, additional: any };
export const literal = value => ({ kind: 'literal', value });
export const array = item => ({ kind: 'array', item });
export const union = of => of.length === 1 ? of[0] : { kind: 'union', of };
export const object = (name, properties) => ({ kind: 'object', name, properties: Object.fromEntries(Object.entries(properties).map(([k, t]) => [k, [t]])) });

export const Required = 1;
export const ReadOnly = 2;

// What functions return, given the types of their arguments. A function that is not here is a finding.
const text = () => string;
export const functions = {
  concat: text, format: text, guid: text, join: text, replace: text, string: text, toLower: text, toUpper: text, trim: text, uniqueString: text,
  resourceId: text, subscriptionResourceId: text, substring: text, take: ([first]) => first?.kind === 'array' ? first : string,
  int: () => int, length: () => int, max: () => int, min: () => int,
  bool: () => bool, contains: () => bool, empty: () => bool, endsWith: () => bool, startsWith: () => bool,
  split: () => array(string), range: () => array(int),
  union: () => open,
  resourceGroup: () => object('resourceGroup()', { id: string, name: string, location: string, tags: open }),
  subscription: () => object('subscription()', { id: string, subscriptionId: string, tenantId: string, displayName: string }),
  tenant: () => object('tenant()', { tenantId: string, displayName: string }),
  environment: () => ({
    ...object('environment()', { name: string, resourceManager: string, portal: string, authentication: object('authentication', { loginEndpoint: string, audiences: array(string), tenant: string }), suffixes: open }),
  }),
};

/** Reads Azure's types: resolves a type that may be a number, and finds a resource type by its name in Bicep. */
export class AzureTypes {
  constructor(data) {
    this.types = data.types;
    this.resources = new Map(Object.entries(data.resources).map(([name, id]) => [name.toLowerCase(), id]));
  }

  get(type) {
    return typeof type === 'number' ? this.types[type] : type;
  }

  resource(name) {
    return this.resources.get(name.toLowerCase());
  }

  /** The type in words. */
  say(type) {
    const t = this.get(type);
    switch (t.kind) {
      case 'literal': return `'${t.value}'`;
      case 'union': return t.of.map(e => this.say(e)).join(' | ');
      case 'array': return `${this.say(t.item)}[]`;
      case 'object': case 'one-of': return t.name ?? 'object';
      default: return t.kind;
    }
  }

  /** Whether a value of type `from` can stand where `to` is wanted. What cannot be known passes. */
  fits(from, to) {
    const [f, t] = [this.get(from), this.get(to)];
    if (f.kind === 'any' || t.kind === 'any') return true;
    if (f.kind === 'union') return f.of.every(e => this.fits(e, t));
    if (t.kind === 'union') return t.of.some(e => this.fits(f, e));
    switch (t.kind) {
      case 'string': return f.kind === 'string' || f.kind === 'literal';
      case 'literal': return f.kind === 'string' || (f.kind === 'literal' && f.value === t.value);
      case 'int': return f.kind === 'int' && (f.value === undefined || ((t.min === undefined || f.value >= t.min) && (t.max === undefined || f.value <= t.max)));
      case 'array': return f.kind === 'array' && this.fits(f.item, t.item);
      case 'object': case 'one-of': return f.kind === 'object' || f.kind === 'one-of';
      default: return f.kind === t.kind;
    }
  }
}

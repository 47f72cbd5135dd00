// Checks infra/bicep: syntax, names, parameters and outputs of modules, and every resource's properties and values against Azure's
// type data. Takes {"folder", "edits": [{"file", "from", "to"}]} line by line and answers with the list of findings; an edit is made
// on what was read, not on disk.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { BicepFile, child, children, plain } from './bicep-file.mjs';
import { any, array, AzureTypes, bool, functions, int, literal, object, open, ReadOnly, Required, string, union } from './bicep-types.mjs';

const azure = new AzureTypes(JSON.parse(readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'azure-types.json'), 'utf8')));

class Check {
  constructor(file, files) {
    this.file = file;
    this.files = files;
    this.scope = new Map();
  }

  run() {
    const { file } = this;
    if (file.using !== null) return this.parameters(file);
    for (const [name, p] of file.params) this.scope.set(name, p.type);
    // What a declaration is can be told from its head; variables in their order, as they are used in it.
    for (const d of file.declarations) if (d.kind !== 'variable') this.scope.set(d.name, this.head(d));
    for (const d of file.declarations) if (d.kind === 'variable') this.scope.set(d.name, any);
    for (const d of file.declarations) if (d.kind === 'variable') this.scope.set(d.name, this.infer(d.rest.at(-1), this.scope));
    for (const p of file.params.values()) if (p.default) this.assign(p.default, p.type, 'its default', this.scope);
    for (const d of file.declarations) if (d.kind !== 'variable') this.body(d);
    for (const [name, o] of file.outputs) this.assign(o.value, o.type, `output '${name}'`, this.scope);
  }

  parameters(file) {
    const main = this.files.get(file.using);
    if (!main) return file.find(file.tree.rootNode, `'${file.using}' is not there`);
    const given = new Set();
    for (const d of file.declarations) {
      const p = main.params.get(d.name);
      given.add(d.name);
      if (!p) file.find(d.node, `${main.name} has no parameter '${d.name}'`);
      else this.assign(d.rest.at(-1), p.type, `parameter '${d.name}'`, this.scope);
    }
    for (const [name, p] of main.params) if (p.required && !given.has(name)) file.find(file.tree.rootNode, `parameter '${name}' is required`);
  }

  head(d) {
    const name = plain(d.rest[0]);
    let type;
    if (d.kind === 'module') {
      const module = this.files.get(normalize(join(dirname(this.file.name), name)));
      if (!module) {
        this.file.find(d.node, `module '${name}' is not there`);
        return any;
      }
      type = object(module.name, { name: string, outputs: object(`outputs of ${module.name}`, Object.fromEntries([...module.outputs].map(([n, o]) => [n, o.type]))) });
    } else {
      type = azure.resource(name);
      if (type === undefined) {
        this.file.find(d.node, `Azure has no resource type '${name}', or azure-types.json lacks it`);
        return any;
      }
    }
    return d.rest.at(-1).type === 'for_statement' ? array(type) : type;
  }

  body(d) {
    const [value, scope] = this.unwrap(d.rest.at(-1), this.scope);
    if (d.kind === 'module') {
      const module = this.files.get(normalize(join(dirname(this.file.name), plain(d.rest[0]))));
      if (!module) return;
      const params = { kind: 'object', name: `parameters of ${module.name}`, properties: Object.fromEntries([...module.params].map(([n, p]) => [n, [p.type, p.required ? Required : 0]])) };
      const needed = [...module.params.values()].some(p => p.required) ? Required : 0;
      this.members(value, { kind: 'object', name: 'module', properties: { name: [string], scope: [any], dependsOn: [array(any)], params: [params, needed] } }, d.name, scope);
      return;
    }
    const type = azure.get(azure.resource(plain(d.rest[0])) ?? any);
    if (type.kind === 'any') return;
    const extra = { parent: [any], scope: [any], dependsOn: [array(any)] };
    if (d.existing) this.members(value, { kind: 'object', name: type.name, properties: { name: [string, Required], parent: extra.parent, scope: extra.scope } }, d.name, scope);
    else this.members(value, { ...type, properties: { ...type.properties, ...extra } }, d.name, scope);
  }

  /** Goes through if and for to the value they wrap. */
  unwrap(node, scope) {
    if (node.type === 'if_statement') {
      const [condition, value] = children(node);
      this.assign(condition, bool, 'condition', scope);
      return this.unwrap(value, scope);
    }
    if (node.type !== 'for_statement') return [node, scope];
    const parts = children(node);
    const inner = new Map(scope);
    const source = azure.get(this.infer(parts[1], scope));
    const names = parts[0].type === 'for_loop_parameters' ? children(parts[0]).map(n => n.text) : [parts[0].text];
    inner.set(names[0], source.kind === 'array' ? source.item : any);
    if (names[1]) inner.set(names[1], int);
    return this.unwrap(parts.at(-1), inner);
  }

  assign(node, expected, path, scope) {
    const type = azure.get(expected);
    switch (node.type) {
      case 'parenthesized_expression': return this.assign(children(node)[0], expected, path, scope);
      case 'ternary_expression': {
        const [condition, yes, no] = children(node);
        this.assign(condition, bool, 'condition', scope);
        this.assign(yes, expected, path, scope);
        return this.assign(no, expected, path, scope);
      }
      case 'if_statement': case 'for_statement': {
        const [value, inner] = this.unwrap(node, scope);
        if (node.type === 'for_statement' && type.kind !== 'array' && type.kind !== 'any') return this.file.find(node, `${path}: an array where ${azure.say(type)} is wanted`);
        return this.assign(value, type.kind === 'array' ? type.item : any, path, inner);
      }
      case 'object':
        if (type.kind === 'object' || type.kind === 'one-of') return this.members(node, type, path, scope);
        break;
      case 'array':
        if (type.kind === 'array') return children(node).forEach((c, i) => this.assign(c, type.item, `${path}[${i}]`, scope));
        break;
    }
    const found = this.infer(node, scope);
    if (!azure.fits(found, type)) this.file.find(node, `${path}: ${azure.say(found)} where ${azure.say(type)} is wanted`);
  }

  members(node, type, path, scope) {
    const given = new Map(children(node).filter(c => c.type === 'object_property').map(c => {
      const [key, value] = children(c);
      return [key.type === 'string' ? plain(key) ?? `\${}${key.text}` : key.text, { key, value }];
    }));
    let { properties } = type;
    if (type.kind === 'one-of') {
      const choice = plain(given.get(type.by)?.value);
      if (!(choice in type.of)) return this.file.find(node, `${path}.${type.by}: one of ${Object.keys(type.of).join(', ')} is wanted`);
      properties = { ...properties, ...azure.get(type.of[choice]).properties };
    }
    for (const [name, { key, value }] of given) {
      const [expected, flags = 0] = properties[name] ?? (type.additional === undefined ? [] : [type.additional]);
      if (expected === undefined) {
        this.file.find(key, `${path}: ${azure.say(type)} has no property '${name}'`);
        this.infer(value, scope);
      } else if (flags & ReadOnly) this.file.find(key, `${path}.${name} can only be read`);
      else this.assign(value, expected, `${path}.${name}`, scope);
    }
    for (const [name, [, flags = 0]] of Object.entries(properties)) {
      if (flags & Required && !(flags & ReadOnly) && !given.has(name)) this.file.find(node, `${path}: ${azure.say(type)} needs '${name}'`);
    }
  }

  infer(node, scope) {
    switch (node.type) {
      case 'string':
        children(node).filter(c => c.type === 'interpolation').forEach(i => children(i).forEach(e => this.infer(e, scope)));
        return plain(node) === null ? string : literal(plain(node));
      case 'number': return { kind: 'int', value: Number(node.text) };
      case 'boolean': return bool;
      case 'null': return any;
      case 'identifier': case 'compatible_identifier':
        if (scope.has(node.text)) return scope.get(node.text);
        this.file.find(node, `'${node.text}' is not declared`);
        return any;
      case 'object': return {
        kind: 'object', name: 'object',
        properties: Object.fromEntries(children(node).map(c => {
          const [key, value] = children(c);
          return [key.type === 'string' ? plain(key) : key.text, [this.infer(value, scope)]];
        })),
      };
      case 'array': {
        const items = children(node).map(c => this.infer(c, scope));
        return array(items.length ? union(items) : any);
      }
      case 'for_statement': {
        const [value, inner] = this.unwrap(node, scope);
        return array(this.infer(value, inner));
      }
      case 'ternary_expression': {
        const [condition, yes, no] = children(node);
        this.assign(condition, bool, 'condition', scope);
        return union([this.infer(yes, scope), this.infer(no, scope)]);
      }
      case 'unary_expression': {
        const type = this.infer(node.childForFieldName('argument'), scope);
        return node.children[0].text === '!' ? bool : type;
      }
      case 'binary_expression': {
        const [left, right] = [this.infer(node.childForFieldName('left'), scope), this.infer(node.childForFieldName('right'), scope)];
        const operator = node.childForFieldName('operator').text;
        return operator === '??' ? union([left, right]) : '+-*/%'.includes(operator) ? int : bool;
      }
      case 'member_expression': return this.member(this.infer(node.childForFieldName('object') ?? children(node)[0], scope), node);
      case 'subscript_expression': {
        const type = azure.get(this.infer(node.childForFieldName('object'), scope));
        this.infer(node.childForFieldName('index'), scope);
        return type.kind === 'array' ? type.item : any;
      }
      case 'call_expression': return this.call(node, scope);
      case 'parenthesized_expression': case 'assignment_expression': return this.infer(children(node)[0], scope);
      default:
        this.file.find(node, `${node.type} is not known to the checker`);
        return any;
    }
  }

  member(from, node) {
    const type = azure.get(from);
    const name = (node.childForFieldName('property') ?? children(node).at(-1)).text;
    if (type.kind === 'any') return any;
    if (type.kind === 'union') return union(type.of.map(t => this.member(t, node)));
    const properties = type.kind === 'one-of' ? { ...type.properties, ...Object.assign({}, ...Object.values(type.of).map(t => azure.get(t).properties)) } : type.properties;
    const found = properties?.[name]?.[0] ?? type.additional;
    if (found !== undefined) return found;
    this.file.find(node, `${azure.say(type)} has no property '${name}'`);
    return any;
  }

  call(node, scope) {
    const name = node.childForFieldName('function').text;
    const args = children(node.childForFieldName('arguments'));
    const types = args.map(a => a.type === 'lambda_expression' ? a : this.infer(a, scope));
    const item = types.length && azure.get(types[0]).kind === 'array' ? azure.get(types[0]).item : any;
    const body = lambda => {
      const [parameter, value] = children(lambda);
      return this.infer(value, new Map(scope).set(parameter.text, item));
    };
    if (name === 'map') return array(body(args[1]));
    if (name === 'filter') {
      body(args[1]);
      return types[0];
    }
    if (name === 'items') {
      const of = azure.get(types[0]);
      const values = Object.values(of.properties ?? {}).map(([t]) => t);
      return array(object('item', { key: string, value: values.length && !of.additional ? union(values) : any }));
    }
    if (functions[name]) return functions[name](types.map(t => azure.get(t)));
    this.file.find(node, `function '${name}' is not known to the checker`);
    return any;
  }
}

function check({ folder, edits = [] }) {
  const names = readdirSync(folder, { recursive: true }).filter(n => /\.bicep(param)?$/.test(n)).sort();
  const files = new Map(names.map(name => {
    let text = readFileSync(join(folder, name), 'utf8');
    for (const { file, from, to } of edits) {
      if (file !== name) continue;
      if (!text.includes(from)) throw new Error(`${file} holds no ${JSON.stringify(from)}`);
      text = text.replace(from, () => to);
    }
    return [name, new BicepFile(name, text)];
  }));
  if ([...files.values()].every(f => f.findings.length === 0)) for (const file of files.values()) new Check(file, files).run();
  return { files: names, findings: [...new Set([...files.values()].flatMap(f => f.findings))] };
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = check(JSON.parse(line));
  } catch (error) {
    answer = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}

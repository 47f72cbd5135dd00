// Checks a CloudFormation template against AWS's resource specification: types, properties, values, required properties, references.
// Takes {"template"} (JSON, functions in their long form) line by line and answers with the list of findings.
import { createInterface } from 'node:readline';
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';

const db = await loadAwsServiceSpec();
const pseudo = new Set(['AWS::AccountId', 'AWS::NoValue', 'AWS::Partition', 'AWS::Region', 'AWS::StackId', 'AWS::StackName', 'AWS::URLSuffix']);
const attributes = { Type: 1, Properties: 1, Condition: 1, DependsOn: 1, DeletionPolicy: 1, UpdateReplacePolicy: 1, Metadata: 1 };

// What the specification leaves open: an IAM policy document is "json" there.
const statement = new Set(['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']);

function check(template) {
  const findings = [];
  const find = (path, message) => findings.push(`${path}: ${message}`);
  const specs = new Map();
  for (const [id, resource] of Object.entries(template.Resources)) {
    const spec = db.lookup('resource', 'cloudFormationType', 'equals', resource.Type)[0];
    if (!spec) find(id, `AWS has no resource type '${resource.Type}'`);
    else specs.set(id, spec);
    for (const name of Object.keys(resource)) if (!attributes[name]) find(id, `a resource has no '${name}'`);
    if (resource.Condition && !template.Conditions?.[resource.Condition]) find(id, `condition '${resource.Condition}' is not declared`);
  }

  const isFunction = value => value && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 1
    && (Object.keys(value)[0] === 'Ref' || Object.keys(value)[0].startsWith('Fn::'));

  function reference(name, path) {
    if (!pseudo.has(name) && !template.Parameters?.[name] && !template.Resources[name]) find(path, `'${name}' is neither parameter nor resource`);
  }

  function attribute(id, name, path) {
    if (!template.Resources[id]) return find(path, `there is no resource '${id}'`);
    const spec = specs.get(id);
    if (spec && !spec.attributes[name] && !spec.properties[name]) find(path, `${spec.cloudFormationType} has no attribute '${name}'`);
  }

  /** Checks the references of a function and returns the values it may stand for; none when only AWS knows. */
  function values(node, path) {
    const [name, argument] = Object.entries(node)[0];
    switch (name) {
      case 'Ref':
        reference(argument, path);
        return [];
      case 'Fn::GetAtt':
        attribute(argument[0], argument.slice(1).join('.'), path);
        return [];
      case 'Fn::Sub':
        for (const [, placeholder] of String(argument).matchAll(/\$\{([^!}]+)\}/g)) {
          const dot = placeholder.indexOf('.');
          if (dot < 0) reference(placeholder, path);
          else attribute(placeholder.slice(0, dot), placeholder.slice(dot + 1), path);
        }
        return [];
      case 'Fn::If':
        if (!template.Conditions?.[argument[0]]) find(path, `condition '${argument[0]}' is not declared`);
        return argument.slice(1).filter(v => !(v?.Ref === 'AWS::NoValue'));
      default:
        find(path, `function '${name}' is not known to the checker`);
        return [];
    }
  }

  function value(node, type, path) {
    if (isFunction(node)) return values(node, path).forEach(v => value(v, type, path));
    switch (type.type) {
      case 'union': {
        const before = findings.length;
        let best;
        for (const option of type.types) {
          value(node, option, path);
          const found = findings.splice(before);
          if (found.length === 0) return;
          if (!best || found.length < best.length) best = found;
        }
        findings.push(...best);
        return;
      }
      case 'ref': {
        const definition = db.get('typeDefinition', type.reference.$ref);
        return members(node, definition.properties, path, definition.name);
      }
      case 'array':
        if (!Array.isArray(node)) return find(path, 'an array is wanted');
        return node.forEach((item, i) => value(item, type.element, `${path}[${i}]`));
      case 'map':
        if (typeof node !== 'object' || Array.isArray(node)) return find(path, 'a map is wanted');
        return Object.entries(node).forEach(([k, v]) => value(v, type.element, `${path}.${k}`));
      case 'string': case 'date-time':
        if (typeof node !== 'string') return find(path, 'a string is wanted');
        if (type.allowedValues && !type.allowedValues.includes(node)) find(path, `'${node}' is none of ${type.allowedValues.join(', ')}`);
        return;
      case 'integer': case 'number':
        if (typeof node !== 'number') find(path, 'a number is wanted');
        return;
      case 'boolean':
        if (typeof node !== 'boolean') find(path, 'true or false is wanted');
        return;
      case 'json': case 'tag': return open(node, path);
      default: return find(path, `type '${type.type}' is not known to the checker`);
    }
  }

  function members(node, properties, path, name) {
    if (typeof node !== 'object' || Array.isArray(node)) return find(path, `${name} is wanted`);
    for (const [key, v] of Object.entries(node)) {
      if (!properties[key]) find(`${path}.${key}`, `${name} has no property '${key}'`);
      else value(v, properties[key].type, `${path}.${key}`);
    }
    for (const [key, p] of Object.entries(properties)) if (p.required && !(key in node)) find(path, `${name} needs '${key}'`);
  }

  /** Values the specification does not describe: references still count, and a policy's statements have known elements. */
  function open(node, path) {
    if (isFunction(node)) {
      const inner = node['Fn::Sub'] && /^\s*\{/.test(node['Fn::Sub']) ? JSON.parse(node['Fn::Sub']) : null;
      if (inner) open(inner, path);
      return values(node, path).forEach(v => open(v, path));
    }
    if (Array.isArray(node)) return node.forEach((v, i) => open(v, `${path}[${i}]`));
    if (!node || typeof node !== 'object') return;
    if ('Effect' in node) for (const key of Object.keys(node)) if (!statement.has(key)) find(`${path}.${key}`, `a policy statement has no '${key}'`);
    Object.entries(node).forEach(([k, v]) => open(v, `${path}.${k}`));
  }

  for (const [id, spec] of specs) members(template.Resources[id].Properties ?? {}, spec.properties, id, spec.cloudFormationType);
  for (const [name, output] of Object.entries(template.Outputs ?? {})) open(output.Value, `Outputs.${name}`);
  for (const [name, p] of Object.entries(template.Parameters ?? {})) if (!p.Description) find(`Parameters.${name}`, 'it has no description');
  return findings;
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = { findings: check(JSON.parse(line).template) };
  } catch (error) {
    answer = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}

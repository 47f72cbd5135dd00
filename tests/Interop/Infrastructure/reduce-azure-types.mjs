// Makes azure-types.json of a clone of github.com/Azure/bicep-types-az (MIT): of the resource types that infra/bicep uses, what a
// checker needs, without descriptions.
//
//   node reduce-azure-types.mjs CLONE > azure-types.json
//
// CLONE may be bare. The files are read with git, at HEAD.
import { execFileSync } from 'node:child_process';

const files = {
  'authorization/microsoft.authorization/2022-04-01': ['Microsoft.Authorization/roleAssignments@2022-04-01'],
  'msi/microsoft.managedidentity/2024-11-30': ['Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30'],
  'storage/microsoft.storage/2025-06-01': [
    'Microsoft.Storage/storageAccounts@2025-06-01',
    'Microsoft.Storage/storageAccounts/blobServices@2025-06-01',
    'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01',
  ],
  'operationalinsights/microsoft.operationalinsights/2025-02-01': ['Microsoft.OperationalInsights/workspaces@2025-02-01'],
  'applicationinsights/microsoft.insights/2020-02-02': ['Microsoft.Insights/components@2020-02-02'],
  'monitor_1/microsoft.insights/2023-01-01': ['Microsoft.Insights/actionGroups@2023-01-01'],
  'monitor_1/microsoft.insights/2023-12-01': ['Microsoft.Insights/scheduledQueryRules@2023-12-01'],
  'web/microsoft.web/2024-11-01': [
    'Microsoft.Web/serverfarms@2024-11-01',
    'Microsoft.Web/sites@2024-11-01',
    'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01',
    'Microsoft.Web/sites/config@2024-11-01',
  ],
};

const clone = process.argv[2];
const git = (...args) => execFileSync('git', ['-C', clone, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
const types = [];
const resources = {};

for (const [folder, names] of Object.entries(files)) {
  const all = JSON.parse(git('show', `HEAD:generated/${folder}/types.json`));
  const kept = new Map();
  const keep = reference => {
    const index = Number(reference.$ref.slice(2));
    if (!kept.has(index)) {
      const id = types.push(null) - 1;
      kept.set(index, id);
      types[id] = reduce(all[index]);
    }
    return kept.get(index);
  };
  const mapped = entries => Object.fromEntries(Object.entries(entries ?? {}).map(([k, v]) => [k, v.flags ? [keep(v.type), v.flags] : [keep(v.type)]]));
  const reduce = type => {
    switch (type.$type) {
      case 'StringType': return { kind: 'string' };
      case 'IntegerType': return { kind: 'int', ...bounds(type) };
      case 'BooleanType': return { kind: 'bool' };
      case 'AnyType': return { kind: 'any' };
      case 'StringLiteralType': return { kind: 'literal', value: type.value };
      case 'ArrayType': return { kind: 'array', item: keep(type.itemType) };
      case 'UnionType': return { kind: 'union', of: type.elements.map(keep) };
      case 'ObjectType': return {
        kind: 'object', name: type.name, properties: mapped(type.properties),
        ...(type.additionalProperties ? { additional: keep(type.additionalProperties) } : {}),
      };
      case 'DiscriminatedObjectType': return {
        kind: 'one-of', name: type.name, by: type.discriminator, properties: mapped(type.baseProperties),
        of: Object.fromEntries(Object.entries(type.elements).map(([k, v]) => [k, keep(v)])),
      };
      default: throw new Error(`${folder}: ${type.$type} is not known here.`);
    }
  };
  for (const name of names) {
    const found = all.find(t => t.$type === 'ResourceType' && t.name.toLowerCase() === name.toLowerCase());
    if (!found) throw new Error(`${folder} has no ${name}.`);
    resources[name] = keep(found.body);
  }
}

function bounds(type) {
  return { ...(type.minValue !== undefined ? { min: type.minValue } : {}), ...(type.maxValue !== undefined ? { max: type.maxValue } : {}) };
}

const head = { source: 'github.com/Azure/bicep-types-az', commit: git('rev-parse', 'HEAD').trim(), licence: 'MIT, Copyright (c) Microsoft Corporation', resources };
const text = JSON.stringify(head, null, 1).slice(0, -2) + ',\n "types": [\n' + types.map(t => '  ' + JSON.stringify(t)).join(',\n') + '\n ]\n}\n';
process.stdout.write(text);

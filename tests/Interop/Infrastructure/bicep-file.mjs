// One Bicep file: its syntax tree, what it declares, and the findings that need no types.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import { any, array, bool, int, literal, open, string, union } from './bicep-types.mjs';

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

export const children = node => node.namedChildren.filter(c => c.type !== 'comment');
export const child = (node, type) => children(node).find(c => c.type === type);

/** The text of a string without interpolation, else null. */
export function plain(node) {
  if (node?.type !== 'string' || child(node, 'interpolation')) return null;
  return children(node).map(part => part.type === 'escape_sequence' ? part.text.slice(1) : part.text).join('');
}

export class BicepFile {
  constructor(name, text) {
    this.name = name;
    this.findings = [];
    this.params = new Map();
    this.outputs = new Map();
    this.declarations = [];
    // The grammar knows no assigned parameters; in a parameter file they are declared like variables.
    const isParameters = name.endsWith('.bicepparam');
    this.tree = parser.parse(isParameters ? text.replace(/^param (\w+ =)/gm, 'var   $1') : text);
    this.using = isParameters ? plain(child(child(this.tree.rootNode, 'using_statement') ?? this.tree.rootNode, 'string')) : null;
    this.#syntax(this.tree.rootNode);
    if (this.findings.length === 0) this.#declare(isParameters);
  }

  static read(path, name) {
    return new BicepFile(name, readFileSync(path, 'utf8'));
  }

  find(node, message) {
    this.findings.push(`${this.name}:${node.startPosition.row + 1}:${node.startPosition.column + 1}: ${message}`);
  }

  #syntax(node) {
    if (node.isError || node.isMissing) this.find(node, `syntax: cannot read ${JSON.stringify(node.text.slice(0, 40))}`);
    else for (const c of node.children) this.#syntax(c);
  }

  #declare(isParameters) {
    let decorators = null;
    for (const node of children(this.tree.rootNode)) {
      if (node.type === 'decorators') {
        decorators = node;
        continue;
      }
      const said = new Map((decorators ? children(decorators) : []).map(d => {
        const call = child(d, 'call_expression');
        return call ? [call.childForFieldName('function').text, children(call.childForFieldName('arguments'))] : [d.text, []];
      }));
      decorators = null;
      const [name, ...rest] = children(node);
      if (node.type === 'parameter_declaration') {
        this.#documented(node, `parameter '${name.text}'`, said);
        this.params.set(name.text, { node, type: declared(rest[0], said), required: rest.length < 2, default: rest[1] });
      } else if (node.type === 'output_declaration') {
        this.#documented(node, `output '${name.text}'`, said);
        this.outputs.set(name.text, { node, type: declared(rest[0], said), value: rest[1] });
      } else if (['variable_declaration', 'resource_declaration', 'module_declaration'].includes(node.type)) {
        this.declarations.push({ kind: node.type.split('_')[0], name: name.text, node, rest, existing: node.children.some(c => c.type === 'existing' || c.text === 'existing') });
      } else if (!['target_scope_assignment', 'using_statement'].includes(node.type) || (node.type === 'using_statement') !== isParameters) {
        this.find(node, `${node.type} is not known to the checker`);
      }
    }
  }

  #documented(node, what, said) {
    if (!plain(said.get('description')?.[0])) this.find(node, `${what} has no description`);
  }
}

function declared(type, said) {
  const allowed = said.get('allowed')?.[0];
  if (allowed && type.text === 'string') return union(children(allowed).map(v => literal(plain(v))));
  return { string, int, bool, object: open, array: array(any) }[type.text] ?? any;
}

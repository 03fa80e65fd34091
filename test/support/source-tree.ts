import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** The root of the repository. */
export const ROOT = join(__dirname, '../..');

/** A source file, by its path from the root. */
export interface File {
  readonly path: string;
  readonly text: string;
}

export function filesIn(folder: string): File[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && statSync(join(ROOT, folder, path)).isFile())
    .map((path) => join(folder, path))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** What a file imports or passes on; a type alone is erased. */
export interface Import {
  readonly from: string;
  readonly isType: boolean;
}

/** Every import of a file, and everything it passes on. */
export function importsOf({ path, text }: File): Import[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return [];
    return [{ from: moduleSpecifier.text, isType: isTypeOnly(statement) }];
  });
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const { importClause } = statement;
  if (!importClause) return false;
  if (importClause.isTypeOnly) return true;
  const named = importClause.namedBindings;
  return (
    !importClause.name &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.every((element) => element.isTypeOnly)
  );
}

const LINES_PER_FUNCTION = 60;

/** The code alone. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

/** Functions longer than sixty lines, and where they are. */
export function longFunctions({ path, text }: File): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lineOf = (position: number): number => file.getLineAndCharacterOfPosition(position).line + 1;
  const long: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const lines = lineOf(node.end) - lineOf(node.getStart()) + 1;
      if (lines > LINES_PER_FUNCTION) long.push(`${path}:${lineOf(node.getStart())} has ${lines} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return long;
}

/** Names written out twice under one describe: the report could not tell which of them failed. */
export function repeatedNames({ path, text }: File): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const seen = new Set<string>();
  const repeated: string[] = [];
  const visit = (node: ts.Node, within: string): void => {
    const call = ts.isCallExpression(node) ? namedCall(node) : null;
    if (call?.type === 'test') {
      const name = `${within} › ${call.name}`;
      if (seen.has(name)) repeated.push(`${path}: ${name}`);
      seen.add(name);
    }
    ts.forEachChild(node, (child) =>
      visit(child, call?.type === 'describe' ? `${within} › ${call.name}` : within),
    );
  };
  visit(file, '');
  return repeated;
}

function namedCall(
  node: ts.CallExpression,
): { readonly type: 'test' | 'describe'; readonly name: string } | null {
  const [first] = node.arguments;
  if (!first || !ts.isStringLiteralLike(first)) return null;
  const callee = node.expression.getText();
  if (/^(test|it)(\.each\b[\s\S]*)?$/.test(callee)) return { type: 'test', name: first.text };
  return /^describe(\.each\b[\s\S]*)?$/.test(callee) ? { type: 'describe', name: first.text } : null;
}

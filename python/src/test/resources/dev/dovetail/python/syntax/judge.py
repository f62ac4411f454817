"""CPython's own reading of Python text, in a notation that TreeText and TokenText write too.

Reads frames from standard input (four bytes of length, then that many bytes of source) and answers
each with a line: "ok TREE TOKENS" with two digests, "error MESSAGE" if it is no Python, or "deep"
if CPython gives up. With "show-tree" or "show-tokens" it prints the notation of one frame.
"""

import ast
import hashlib
import io
import struct
import sys
import tokenize
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
# Until 3.11 what is in the fields of an f-string has no places of its own.
PLACED_FIELDS = sys.version_info >= (3, 12)

OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.MatMult: "@", ast.Div: "/", ast.Mod: "%",
    ast.Pow: "**", ast.LShift: "<<", ast.RShift: ">>", ast.BitOr: "|", ast.BitXor: "^",
    ast.BitAnd: "&", ast.FloorDiv: "//", ast.Invert: "~", ast.Not: "not", ast.UAdd: "+",
    ast.USub: "-", ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">",
    ast.GtE: ">=", ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}


def quoted(text):
    if text.isascii() and text.isprintable() and "\\" not in text and '"' not in text:
        return '"' + text + '"'
    out = ['"']
    units = text.encode("utf-16-be", "surrogatepass")
    for i in range(0, len(units), 2):
        unit = units[i] << 8 | units[i + 1]
        if 32 <= unit < 127 and unit not in (34, 92):
            out.append(chr(unit))
        else:
            out.append("\\u%04x" % unit)
    out.append('"')
    return "".join(out)


def escaped(data):
    out = []
    for b in data:
        if b == 92:
            out.append("\\\\")
        elif b == 9:
            out.append("\\t")
        elif b == 10:
            out.append("\\n")
        elif b == 13:
            out.append("\\r")
        elif 32 <= b < 127:
            out.append(chr(b))
        else:
            out.append("\\x%02x" % b)
    return "".join(out)


def decoded(source):
    encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    text = source.decode(encoding)
    if text.startswith("\ufeff"):
        text = text[1:]
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Writer:
    def __init__(self, text):
        self.lines = text.split("\n")
        self.raw = {}
        self.out = []
        self.put = self.out.append
        self.placed = True

    def column(self, line, offset):
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        if text.isascii():
            return offset + 1
        if line not in self.raw:
            self.raw[line] = text.encode("utf-8", "surrogatepass")
        return len(self.raw[line][:offset].decode("utf-8", "surrogatepass")) + 1

    def open(self, kind, node=None):
        self.put("(")
        self.put(kind)
        if node is not None and self.placed:
            self.put(" %d:%d-%d:%d" % (
                node.lineno, self.column(node.lineno, node.col_offset),
                node.end_lineno, self.column(node.end_lineno, node.end_col_offset)))

    def word(self, text):
        self.put(" ")
        self.put(text)

    def text(self, text):
        self.word("-" if text is None else quoted(text))

    def node(self, node):
        self.put("\n")
        if node is None:
            self.put("-")
        else:
            getattr(self, "on" + type(node).__name__)(node)

    def all(self, nodes):
        self.put(" [")
        for node in nodes:
            self.node(node)
        self.put("]")

    def close(self):
        self.put(")")

    def simple(self, kind, node, *children):
        self.open(kind, node)
        for child in children:
            if isinstance(child, list):
                self.all(child)
            else:
                self.node(child)
        self.close()

    # statements

    def function(self, n, asynchronous):
        self.open("FunctionDef", n)
        self.text(n.name)
        self.word("async" if asynchronous else "sync")
        self.node(n.args)
        self.all(n.body)
        self.all(n.decorator_list)
        self.node(n.returns)
        self.close()

    def onFunctionDef(self, n):
        self.function(n, False)

    def onAsyncFunctionDef(self, n):
        self.function(n, True)

    def onClassDef(self, n):
        self.open("ClassDef", n)
        self.text(n.name)
        self.all(n.bases)
        self.all(n.keywords)
        self.all(n.body)
        self.all(n.decorator_list)
        self.close()

    def onReturn(self, n):
        self.simple("Return", n, n.value)

    def onDelete(self, n):
        self.simple("Delete", n, n.targets)

    def onAssign(self, n):
        self.simple("Assign", n, n.targets, n.value)

    def onAugAssign(self, n):
        self.open("AugAssign", n)
        self.word(OPERATORS[type(n.op)])
        self.node(n.target)
        self.node(n.value)
        self.close()

    def onAnnAssign(self, n):
        self.simple("AnnAssign", n, n.target, n.annotation, n.value)

    def onTypeAlias(self, n):
        self.simple("TypeAlias", n, n.name, n.value)

    def loop(self, n, asynchronous):
        self.open("For", n)
        self.word("async" if asynchronous else "sync")
        self.node(n.target)
        self.node(n.iter)
        self.all(n.body)
        self.all(n.orelse)
        self.close()

    def onFor(self, n):
        self.loop(n, False)

    def onAsyncFor(self, n):
        self.loop(n, True)

    def onWhile(self, n):
        self.simple("While", n, n.test, n.body, n.orelse)

    def onIf(self, n):
        self.simple("If", n, n.test, n.body, n.orelse)

    def context(self, n, asynchronous):
        self.open("With", n)
        self.word("async" if asynchronous else "sync")
        self.all(n.items)
        self.all(n.body)
        self.close()

    def onWith(self, n):
        self.context(n, False)

    def onAsyncWith(self, n):
        self.context(n, True)

    def onwithitem(self, n):
        self.simple("WithItem", None, n.context_expr, n.optional_vars)

    def onMatch(self, n):
        self.simple("Match", n, n.subject, n.cases)

    def onmatch_case(self, n):
        self.simple("MatchCase", None, n.guard, n.body)

    def onRaise(self, n):
        self.simple("Raise", n, n.exc, n.cause)

    def attempt(self, n, group):
        self.open("Try", n)
        self.word("group" if group else "single")
        self.all(n.body)
        self.all(n.handlers)
        self.all(n.orelse)
        self.all(n.finalbody)
        self.close()

    def onTry(self, n):
        self.attempt(n, False)

    def onTryStar(self, n):
        self.attempt(n, True)

    def onExceptHandler(self, n):
        self.open("ExceptHandler", n)
        self.text(n.name)
        self.node(n.type)
        self.all(n.body)
        self.close()

    def onAssert(self, n):
        self.simple("Assert", n, n.test, n.msg)

    def onImport(self, n):
        self.simple("Import", n, n.names)

    def onImportFrom(self, n):
        self.open("ImportFrom", n)
        self.text(n.module)
        self.word(str(n.level))
        self.all(n.names)
        self.close()

    def onalias(self, n):
        # Until 3.9 an alias has no place.
        self.open("Alias", n if hasattr(n, "lineno") else None)
        self.text(n.name)
        self.text(n.asname)
        self.close()

    def names(self, n, kind):
        self.open(kind, n)
        for name in n.names:
            self.text(name)
        self.close()

    def onGlobal(self, n):
        self.names(n, "Global")

    def onNonlocal(self, n):
        self.names(n, "Nonlocal")

    def onExpr(self, n):
        self.simple("ExprStmt", n, n.value)

    def onPass(self, n):
        self.simple("Pass", n)

    def onBreak(self, n):
        self.simple("Break", n)

    def onContinue(self, n):
        self.simple("Continue", n)

    # parts

    def onarguments(self, n):
        self.open("Parameters")
        positional = n.posonlyargs + n.args
        defaults = [None] * (len(positional) - len(n.defaults)) + n.defaults
        only = len(n.posonlyargs)
        self.parameters(n.posonlyargs, defaults[:only])
        self.parameters(n.args, defaults[only:])
        self.parameters([n.vararg] if n.vararg else [], [None])
        self.parameters(n.kwonlyargs, n.kw_defaults)
        self.parameters([n.kwarg] if n.kwarg else [], [None])
        self.close()

    def parameters(self, args, defaults):
        self.put(" [")
        for arg, default in zip(args, defaults):
            self.put("\n")
            self.open("Parameter", arg)
            self.text(arg.arg)
            self.node(arg.annotation)
            self.node(default)
            self.close()
        self.put("]")

    def onkeyword(self, n):
        self.open("Keyword", n)
        self.text(n.arg)
        self.node(n.value)
        self.close()

    def oncomprehension(self, n):
        self.open("Comprehension")
        self.word("async" if n.is_async else "sync")
        self.node(n.target)
        self.node(n.iter)
        self.all(n.ifs)
        self.close()

    # expressions

    def onBoolOp(self, n):
        self.open("BoolOp", n)
        self.word("and" if isinstance(n.op, ast.And) else "or")
        self.all(n.values)
        self.close()

    def onNamedExpr(self, n):
        self.simple("NamedExpr", n, n.target, n.value)

    def onBinOp(self, n):
        self.open("BinOp", n)
        self.word(OPERATORS[type(n.op)])
        self.node(n.left)
        self.node(n.right)
        self.close()

    def onUnaryOp(self, n):
        self.open("UnaryOp", n)
        self.word(OPERATORS[type(n.op)])
        self.node(n.operand)
        self.close()

    def onLambda(self, n):
        self.simple("Lambda", n, n.args, n.body)

    def onIfExp(self, n):
        self.simple("IfExp", n, n.test, n.body, n.orelse)

    def onDict(self, n):
        self.simple("DictDisplay", n, n.keys, n.values)

    def onSet(self, n):
        self.simple("SetDisplay", n, n.elts)

    def onListComp(self, n):
        self.simple("ListComp", n, n.elt, n.generators)

    def onSetComp(self, n):
        self.simple("SetComp", n, n.elt, n.generators)

    def onDictComp(self, n):
        self.simple("DictComp", n, n.key, n.value, n.generators)

    def onGeneratorExp(self, n):
        self.simple("GeneratorExp", n, n.elt, n.generators)

    def onAwait(self, n):
        self.simple("Await", n, n.value)

    def onYield(self, n):
        self.simple("Yield", n, n.value)

    def onYieldFrom(self, n):
        self.simple("YieldFrom", n, n.value)

    def onCompare(self, n):
        self.open("Compare", n)
        self.node(n.left)
        for op in n.ops:
            self.text(OPERATORS[type(op)])
        self.all(n.comparators)
        self.close()

    def onCall(self, n):
        self.simple("Call", n, n.func, n.args, n.keywords)

    def joined(self, n, template):
        self.open("JoinedStr", n)
        self.word("t" if template else "f")
        placed = self.placed
        self.placed = placed and PLACED_FIELDS
        self.put(" [")
        for part in n.values:
            if isinstance(part, ast.Constant):
                # The places of plain text in an f-string differ from one Python to the next.
                # 3.12 has some without any text.
                if part.value:
                    self.put("\n(Text")
                    self.text(part.value)
                    self.close()
            else:
                self.node(part)
        self.put("]")
        self.placed = placed
        self.close()

    def onJoinedStr(self, n):
        self.joined(n, False)

    def onTemplateStr(self, n):
        self.joined(n, True)

    def onFormattedValue(self, n):
        self.open("FormattedValue", n)
        self.word("-" if n.conversion == -1 else chr(n.conversion))
        self.node(n.value)
        self.node(n.format_spec)
        self.close()

    onInterpolation = onFormattedValue

    def onConstant(self, n):
        v = n.value
        if v is None:
            self.open("None", n)
        elif v is Ellipsis:
            self.open("Ellipsis", n)
        elif isinstance(v, bool):
            self.open("Bool", n)
            self.word("true" if v else "false")
        elif isinstance(v, int):
            self.open("Int", n)
            self.word(hex(v))
        elif isinstance(v, (float, complex)):
            self.open("Decimal", n)
            self.word(struct.pack(">d", v.imag if isinstance(v, complex) else v).hex())
            self.word("j" if isinstance(v, complex) else "r")
        elif isinstance(v, bytes):
            self.open("Bytes", n)
            self.text(escaped(v))
        else:
            self.open("Str", n)
            self.text(v)
        self.close()

    def onAttribute(self, n):
        self.open("Attribute", n)
        self.text(n.attr)
        self.node(n.value)
        self.close()

    def onSubscript(self, n):
        self.simple("Subscript", n, n.value, n.slice)

    def onStarred(self, n):
        self.simple("Starred", n, n.value)

    def onName(self, n):
        self.open("Name", n)
        self.text(n.id)
        self.close()

    def onList(self, n):
        self.simple("ListDisplay", n, n.elts)

    def onTuple(self, n):
        self.simple("Tuple", n, n.elts)

    def onSlice(self, n):
        self.simple("Slice", n, n.lower, n.upper, n.step)


def tree(source):
    module = ast.parse(source)
    writer = Writer(decoded(source))
    writer.all(module.body)
    return "".join(writer.out)


SKIPPED = {tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER}
LAYOUT = {tokenize.NEWLINE: "NEWLINE", tokenize.INDENT: "INDENT", tokenize.DEDENT: "DEDENT"}


def tokens(source):
    out = []
    # 3.12 and 3.13 give bytes back that are not UTF-8 with other columns: they get UTF-8.
    again = io.BytesIO(decoded(source).encode("utf-8"))
    text = io.TextIOWrapper(again, "utf-8", newline="\n")
    for token in tokenize.generate_tokens(text.readline):
        if token.type in SKIPPED:
            continue
        name = tokenize.tok_name[token.type]
        if token.type in LAYOUT:
            out.append(name)
        elif name in ("FSTRING_MIDDLE", "TSTRING_MIDDLE"):
            # How the text between fields falls into tokens is nobody's business.
            if token.string and out[-1] != "MIDDLE":
                out.append("MIDDLE")
        else:
            name = {"TSTRING_START": "FSTRING_START", "TSTRING_END": "FSTRING_END"}.get(name, name)
            out.append("%s %d:%d-%d:%d" % (
                name, token.start[0], token.start[1] + 1, token.end[0], token.end[1] + 1))
    return "\n".join(out)


def digest(text):
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def frames():
    stream = sys.stdin.buffer
    while True:
        head = stream.read(4)
        if len(head) < 4:
            return
        yield stream.read(struct.unpack(">i", head)[0])


def main():
    mode = sys.argv[1]
    for source in frames():
        if mode == "show-tree":
            print(tree(source))
        elif mode == "show-tokens":
            print(tokens(source))
        else:
            try:
                answer = "ok " + digest(tree(source))
                if mode == "tokens":
                    answer += " " + digest(tokens(source))
            except (RecursionError, MemoryError):
                answer = "deep"
            except (SyntaxError, ValueError, UnicodeError) as problem:
                answer = "error " + " ".join(str(problem).split())
            print(answer.encode("ascii", "replace").decode(), flush=True)


if __name__ == "__main__":
    main()

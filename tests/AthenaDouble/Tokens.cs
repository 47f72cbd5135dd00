using System.Text;

namespace AppleAnalytics.AthenaDouble;

/// <summary>What kind of token it is.</summary>
public enum TokenKind
{
    /// <summary>A bare word, name or number.</summary>
    Word,

    /// <summary>A name in backticks.</summary>
    Backtick,

    /// <summary>A name in double quotes.</summary>
    DoubleQuote,

    /// <summary>A text in single quotes.</summary>
    Text,

    /// <summary>A sign.</summary>
    Sign,

    /// <summary>The end.</summary>
    End,
}

/// <summary>One token of a statement.</summary>
public readonly record struct Token(TokenKind Kind, string Value);

/// <summary>The tokens of a statement, as Hive (DDL) or Trino (queries) cut it.</summary>
public sealed class Tokens
{
    readonly List<Token> _all = [];
    int _next;

    public Tokens(string sql, bool isHive)
    {
        for (var i = 0; i < sql.Length;)
        {
            var c = sql[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c is '\'' or '"' or '`')
            {
                _all.Add(Quoted(sql, ref i, isHive));
            }
            else if (char.IsLetterOrDigit(c) || c is '_' or '$')
            {
                var start = i;
                while (i < sql.Length && (char.IsLetterOrDigit(sql[i]) || sql[i] is '_' or '$'))
                {
                    i++;
                }

                _all.Add(new(TokenKind.Word, sql[start..i]));
            }
            else
            {
                _all.Add(new(TokenKind.Sign, c.ToString()));
                i++;
            }
        }
    }

    public Token Peek => _next < _all.Count ? _all[_next] : new(TokenKind.End, "");

    public Token Take()
    {
        var token = Peek;
        _next++;
        return token;
    }

    /// <summary>Takes these words if they come next.</summary>
    public bool TryTake(params string[] words)
    {
        if (words.Where((word, i) => !(_next + i < _all.Count && _all[_next + i] is { Kind: TokenKind.Word or TokenKind.Sign } t && string.Equals(t.Value, word, StringComparison.OrdinalIgnoreCase))).Any())
        {
            return false;
        }

        _next += words.Length;
        return true;
    }

    /// <summary>Takes these words, or fails.</summary>
    public void Expect(params string[] words)
    {
        if (!TryTake(words))
        {
            throw new RefusedException($"no viable alternative at input '{Peek.Value}' (expecting {string.Join(' ', words)})");
        }
    }

    public void ExpectEnd()
    {
        if (Peek.Kind != TokenKind.End)
        {
            throw new RefusedException($"mismatched input '{Peek.Value}' expecting <EOF>");
        }
    }

    static Token Quoted(string sql, ref int i, bool isHive)
    {
        var quote = sql[i++];
        var text = new StringBuilder();
        while (true)
        {
            if (i == sql.Length)
            {
                throw new RefusedException($"missing closing {quote}");
            }

            var c = sql[i++];
            if (c == '\\' && isHive && quote != '`')
            {
                text.Append(sql[i] switch { 't' => '\t', 'n' => '\n', var other => other });
                i++;
            }
            else if (c == quote && i < sql.Length && sql[i] == quote)
            {
                text.Append(quote);
                i++;
            }
            else if (c == quote)
            {
                return new(quote switch { '`' => TokenKind.Backtick, '"' => TokenKind.DoubleQuote, _ => TokenKind.Text }, text.ToString());
            }
            else
            {
                text.Append(c);
            }
        }
    }
}

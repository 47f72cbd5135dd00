using System.Buffers.Text;
using System.Globalization;
using AppleAnalytics.Parquet;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>How a field's text became a number.</summary>
internal enum FieldForm
{
    /// <summary>The text is no value of the type.</summary>
    Invalid,

    /// <summary>The text is the one we would write for the value.</summary>
    Canonical,

    /// <summary>Another spelling of the value, such as 007 or 1.50.</summary>
    OtherSpelling,

    /// <summary>An amount with more than six decimals, rounded half to even.</summary>
    Rounded,
}

/// <summary>Reads the text of typed fields exactly; each distinct text is read once, so this need not be fast.</summary>
internal static class FieldText
{
    /// <summary>Longest text of a number; longer ones are not numbers of a report.</summary>
    const int MaxNumberLength = 64;

    /// <summary>Reads a non-empty field of any type but String.</summary>
    public static FieldForm Parse(ColumnType type, ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        return type switch
        {
            ColumnType.BigInt => ParseInteger(text, out value),
            ColumnType.Int => ParseInteger(text, out value) is var form && value is >= int.MinValue and <= int.MaxValue ? form : FieldForm.Invalid,
            ColumnType.Decimal => ParseAmount(text, out value),
            ColumnType.Date => ParseDate(text, out value),
            ColumnType.Timestamp => ParseTimestamp(text, out value),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A text has no number."),
        };
    }

    /// <summary>The one spelling we would write for a value of <see cref="ColumnType.BigInt"/>, Int or Decimal.</summary>
    public static int Format(ColumnType type, long value, Span<byte> target)
    {
        if (type != ColumnType.Decimal)
        {
            return Utf8Formatter.TryFormat(value, target, out var length) ? length : throw new ArgumentException("Too little room.", nameof(target));
        }

        var amount = value / ParquetValue.DecimalScale;
        return amount.TryFormat(target, out var written, "0.######", CultureInfo.InvariantCulture)
            ? written
            : throw new ArgumentException("Too little room.", nameof(target));
    }

    /// <summary>What a field of the type must be, for the reason of a rejection.</summary>
    public static string Expectation(ColumnType type) => type switch
    {
        ColumnType.BigInt => "a whole number",
        ColumnType.Int => "a whole number of 32 bits",
        ColumnType.Decimal => "an amount of at most twelve digits before the point",
        ColumnType.Date => "a date as YYYY-MM-DD",
        ColumnType.Timestamp => "a point in time as ISO 8601",
        _ => "text",
    };

    static FieldForm ParseInteger(ReadOnlySpan<byte> text, out long value)
    {
        if (Utf8Parser.TryParse(text, out value, out var used) && used == text.Length && text[0] != '+')
        {
            var digits = text[0] == '-' ? text[1..] : text;
            return digits[0] == '0' && text.Length > 1 ? FieldForm.OtherSpelling : FieldForm.Canonical;
        }

        // Spellings of a program that had the number as a double: 5.0, 1.2E7.
        if (TryParseFloat(text, out var number) && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue)
        {
            value = (long)number;
            return FieldForm.OtherSpelling;
        }

        value = 0;
        return FieldForm.Invalid;
    }

    static FieldForm ParseAmount(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (!TryParseFloat(text, out var number) || decimal.Abs(number) >= 1_000_000_000_000m)
        {
            return FieldForm.Invalid;
        }

        var rounded = decimal.Round(number, 6, MidpointRounding.ToEven);
        var scaled = rounded * ParquetValue.DecimalScale;
        if (decimal.Abs(scaled) >= ParquetValue.DecimalLimit)
        {
            return FieldForm.Invalid;
        }

        value = (long)scaled;
        if (rounded != number)
        {
            return FieldForm.Rounded;
        }

        Span<byte> canonical = stackalloc byte[MaxNumberLength];
        return text.SequenceEqual(canonical[..Format(ColumnType.Decimal, value, canonical)]) ? FieldForm.Canonical : FieldForm.OtherSpelling;
    }

    static bool TryParseFloat(ReadOnlySpan<byte> text, out decimal number)
    {
        number = 0;
        return text.Length <= MaxNumberLength
            && text[0] != '+'
            && decimal.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out number);
    }

    static FieldForm ParseDate(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-'
            || !TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..], out var day)
            || year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
        {
            return FieldForm.Invalid;
        }

        value = ParquetValue.Of(new DateOnly(year, month, day));
        return FieldForm.Canonical;
    }

    static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            value = (value * 10) + digit - '0';
        }

        return true;
    }

    static FieldForm ParseTimestamp(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        Span<char> chars = stackalloc char[MaxNumberLength];
        if (text.Length > chars.Length || !System.Text.Encoding.UTF8.TryGetChars(text, chars, out var length)
            || !DateTimeOffset.TryParse(
                chars[..length], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return FieldForm.Invalid;
        }

        value = ParquetValue.Of(time.UtcDateTime);
        return FieldForm.Canonical;
    }
}

using Amazon.Runtime;

namespace Amazon.Athena;

public class StatementType : ConstantClass
{
    public static readonly StatementType DDL = new StatementType("DDL");

    public static readonly StatementType DML = new StatementType("DML");

    public static readonly StatementType UTILITY = new StatementType("UTILITY");

    public StatementType(string value)
        : base(value)
    {
    }

    public static StatementType FindValue(string value) => FindValue<StatementType>(value);

    public static implicit operator StatementType(string value) => FindValue(value);
}

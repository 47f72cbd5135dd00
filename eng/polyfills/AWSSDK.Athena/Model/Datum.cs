namespace Amazon.Athena.Model;

public partial class Datum
{
    public string VarCharValue { get; set; }
}

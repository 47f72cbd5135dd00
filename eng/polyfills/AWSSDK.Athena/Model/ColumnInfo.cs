namespace Amazon.Athena.Model;

public partial class ColumnInfo
{
    public string Name { get; set; }

    public string Type { get; set; }
}

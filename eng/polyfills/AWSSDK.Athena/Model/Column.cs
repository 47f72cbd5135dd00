namespace Amazon.Athena.Model;

public partial class Column
{
    public string Comment { get; set; }

    public string Name { get; set; }

    public string Type { get; set; }
}

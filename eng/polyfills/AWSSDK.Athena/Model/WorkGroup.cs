namespace Amazon.Athena.Model;

public partial class WorkGroup
{
    public WorkGroupConfiguration Configuration { get; set; }

    public string Name { get; set; }

    public WorkGroupState State { get; set; }
}

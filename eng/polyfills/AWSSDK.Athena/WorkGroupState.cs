using Amazon.Runtime;

namespace Amazon.Athena;

public class WorkGroupState : ConstantClass
{
    public static readonly WorkGroupState DISABLED = new WorkGroupState("DISABLED");

    public static readonly WorkGroupState ENABLED = new WorkGroupState("ENABLED");

    public WorkGroupState(string value)
        : base(value)
    {
    }

    public static WorkGroupState FindValue(string value) => FindValue<WorkGroupState>(value);

    public static implicit operator WorkGroupState(string value) => FindValue(value);
}

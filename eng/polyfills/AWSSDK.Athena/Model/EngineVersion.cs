namespace Amazon.Athena.Model;

public partial class EngineVersion
{
    public string EffectiveEngineVersion { get; set; }

    public string SelectedEngineVersion { get; set; }
}

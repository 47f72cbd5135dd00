namespace AppleAnalytics.Simulator.Http;

/// <summary>One operation of the API.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Template">Path below <c>/v1/</c> with <c>{id}</c> for the id.</param>
/// <param name="Roles">Roles that may call it.</param>
/// <param name="Parameters">Query parameters it takes.</param>
/// <param name="Answer">Answers the call or throws <see cref="ApiException"/>.</param>
internal sealed record Route(
    string Method, string Template, SimulatorRole[] Roles, Parameter[] Parameters, Func<ApiCall, Task> Answer)
{
    private readonly string[] _parts = Template.Split('/');

    /// <summary>Whether the parts of a path fit; the id is what stands in the second place.</summary>
    public bool Fits(string[] path)
    {
        if (path.Length != _parts.Length)
        {
            return false;
        }
        for (var k = 0; k < path.Length; k++)
        {
            if (_parts[k] == "{id}" ? path[k].Length == 0 : _parts[k] != path[k])
            {
                return false;
            }
        }
        return true;
    }
}

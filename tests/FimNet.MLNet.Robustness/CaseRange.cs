namespace FimNet.MLNet.Robustness;

/// <summary>Some cases of a class.</summary>
/// <param name="Cases">The class.</param>
/// <param name="First">The first case's number.</param>
/// <param name="End">The number behind the last case's.</param>
internal sealed record CaseRange(CaseClass Cases, int First, int End)
{
    private const int Length = 250;

    public static IEnumerable<CaseRange> Of(CaseClass cases)
    {
        for (int first = 0; first < cases.Cases; first += Length)
        {
            yield return new(cases, first, Math.Min(cases.Cases, first + Length));
        }
    }
}

namespace FimNet.MLNet.Robustness;

/// <summary>Counts outcomes class by class. Safe to use from several threads.</summary>
internal sealed class CaseResults(IReadOnlyList<CaseClass> classes)
{
    private const int LongestMessage = 600;

    private readonly Dictionary<string, int[]> _counts = classes.ToDictionary(cases => cases.Name, _ => new int[Enum.GetValues<Outcome>().Length]);
    private readonly List<string> _failures = [];

    public IReadOnlyList<string> Failures => _failures;

    /// <param name="cases">The class.</param>
    /// <param name="number">The case.</param>
    /// <param name="outcome">An <see cref="Outcome"/>, and behind a blank what more there is to say.</param>
    public void Add(CaseClass cases, int number, string outcome)
    {
        Outcome kind = Enum.Parse<Outcome>(outcome.Split(' ')[0]);
        lock (_failures)
        {
            _counts[cases.Name][(int)kind]++;
            if (kind == Outcome.Failed)
            {
                _failures.Add($"{cases.Name}, case {number}: {outcome[..Math.Min(outcome.Length, LongestMessage)]}");
            }
        }
    }

    /// <summary>A line in Markdown for each class, and one for all.</summary>
    public IEnumerable<string> Table()
    {
        yield return "| class | cases | refused | accepted, equal results | accepted, other results | failed |";
        yield return "|---|---|---|---|---|---|";
        foreach (CaseClass cases in classes)
        {
            yield return Row(cases.Name, _counts[cases.Name], cases.MayDiffer);
        }

        yield return Row("all", [.. Enum.GetValues<Outcome>().Select(outcome => _counts.Values.Sum(counts => counts[(int)outcome]))], mayDiffer: true);
    }

    private static string Row(string name, int[] counts, bool mayDiffer) =>
        $"| {name} | {counts.Sum()} | {counts[(int)Outcome.Refused]} | {counts[(int)Outcome.Equal]} | {(mayDiffer ? counts[(int)Outcome.Other] : "a failure")} | {counts[(int)Outcome.Failed]} |";
}

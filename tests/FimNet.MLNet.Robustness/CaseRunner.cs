using System.Globalization;

namespace FimNet.MLNet.Robustness;

/// <summary>The child's side of <see cref="CaseProcess"/>: runs cases in this process, and says before each one which it is, so that the parent knows what a crash hung on.</summary>
internal sealed class CaseRunner(IEnumerable<CaseClass> classes, TextReader orders, TextWriter report)
{
    /// <summary>Begins the line with a case's number.</summary>
    public const string Begun = "case ";

    /// <summary>Begins the line with a case's outcome.</summary>
    public const string Ended = "outcome ";

    /// <summary>The line behind the last case of a range.</summary>
    public const string RangeEnded = "range ended";

    private readonly Dictionary<string, CaseClass> _classes = classes.ToDictionary(cases => cases.Name);
    private readonly CaseWatch _watch = new();

    /// <summary>An order is the name of a class, the first case and the one behind the last, each on its line.</summary>
    public void Run()
    {
        while (orders.ReadLine() is { } name)
        {
            CaseClass cases = _classes[name];
            int first = Number();
            int end = Number();
            for (int i = first; i < end; i++)
            {
                report.WriteLine($"{Begun}{i}");
                _watch.Begin($"case {i} of '{name}'");
                string outcome = OutcomeOf(cases, i);
                _watch.End();
                report.WriteLine(Ended + outcome);
            }

            report.WriteLine(RangeEnded);
        }
    }

    private int Number() => int.Parse(orders.ReadLine()!, CultureInfo.InvariantCulture);

    private static string OutcomeOf(CaseClass cases, int number)
    {
        try
        {
            Outcome outcome = cases.Try(number);
            return outcome == Outcome.Other && !cases.MayDiffer ? $"{Outcome.Failed} other results, without a refusal" : $"{outcome}";
        }
#pragma warning disable CA1031 // Any exception but the promised one is what this program looks for.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"{Outcome.Failed} {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")} {e.StackTrace?.ReplaceLineEndings(" ")}";
        }
    }
}

using System.Globalization;

namespace FimNet.MLNet.AutoML.Tuning;

/// <summary>
/// Asynchronous successive halving (ASHA) with one worker: promote wherever one of the best 1/b of a rung has not gone on yet, else start anew. Its next decision follows from the curves alone, so that it
/// goes on after an interruption as if there had been none.
/// </summary>
/// <param name="rungs">Finished shares of a whole training, ascending to 1.</param>
/// <param name="factor">One of so many goes on.</param>
internal sealed class SuccessiveHalving(IReadOnlyList<double> rungs, int factor)
{
    private int Last => rungs.Count - 1;

    /// <param name="curves">All trainings so far, in the order of their trials.</param>
    /// <param name="mayStart">Whether the budget allows another training.</param>
    /// <returns>Null when there is nothing more to do.</returns>
    public Decision? Next(IReadOnlyList<TrainingCurve> curves, bool mayStart)
    {
        for (int rung = Last - 1; rung >= 0; rung--)
        {
            TrainingCurve[] ranked = Ranked(curves, rung);
            if (ranked.Take(ranked.Length / factor).FirstOrDefault(curve => CanGoOn(curve, rung)) is { } best)
            {
                return Promote(best, rung + 1, curves);
            }
        }

        return mayStart ? new Decision.Start() : Finish(curves);
    }

    /// <summary>Without room for more trainings the best one so far is still trained to the end; null when there is one that was.</summary>
    public Decision.Continue? Finish(IReadOnlyList<TrainingCurve> curves)
    {
        if (curves.Any(curve => curve.Losses.Count > Last))
        {
            return null;
        }

        for (int rung = Last - 1; rung >= 0; rung--)
        {
            if (Ranked(curves, rung).FirstOrDefault(curve => CanGoOn(curve, rung)) is { } best)
            {
                return new Decision.Continue(best.TrialId, rung + 1);
            }
        }

        return null;
    }

    private Decision Promote(TrainingCurve curve, int rung, IReadOnlyList<TrainingCurve> curves)
    {
        double[] finished = [.. curves.Where(other => other.Losses.Count > Last).Select(other => other.Losses[Last])];
        if (rung == Last && finished.Length > 0 && Expected(curve) is { } expected && expected >= finished.Min())
        {
            return new Decision.Stop(
                curve.TrialId,
                string.Create(CultureInfo.InvariantCulture, $"Its learning curve leads to a loss of {expected:g6} at the end, which is no better than the {finished.Min():g6} that another training reached."));
        }

        return new Decision.Continue(curve.TrialId, rung);
    }

    /// <summary>
    /// The loss at the end if it keeps falling as it did between the last two rungs, over the logarithm of the length. Curves flatten, so this is a hopeful guess, and what does not suffice by it will hardly suffice.
    /// Null with one point alone.
    /// </summary>
    private double? Expected(TrainingCurve curve)
    {
        int reached = curve.Losses.Count - 1;
        if (reached < 1)
        {
            return null;
        }

        double slope = (curve.Losses[reached] - curve.Losses[reached - 1]) / Math.Log(rungs[reached] / rungs[reached - 1]);
        return curve.Losses[reached] + (Math.Min(0, slope) * Math.Log(1 / rungs[reached]));
    }

    private static TrainingCurve[] Ranked(IReadOnlyList<TrainingCurve> curves, int rung) =>
        [.. curves.Where(curve => curve.Losses.Count > rung).OrderBy(curve => curve.Losses[rung]).ThenBy(curve => curve.TrialId)];

    private static bool CanGoOn(TrainingCurve curve, int rung) => curve.Losses.Count == rung + 1 && !curve.IsOver;
}

namespace FimNet.MLNet.Evaluation;

/// <summary>How much there is at all scores together.</summary>
internal readonly record struct ScoreTotals(long Defective, long Good, long Regions)
{
    public static ScoreTotals operator +(ScoreTotals a, ScoreTotals b) => new(a.Defective + b.Defective, a.Good + b.Good, a.Regions + b.Regions);
}

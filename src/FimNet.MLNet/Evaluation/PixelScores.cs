namespace FimNet.MLNet.Evaluation;

/// <summary>Pixel scores of a group of images, split by what the masks say.</summary>
internal sealed class PixelScores
{
    public ScorePool Defective { get; } = new();

    public ScorePool Good { get; } = new();

    public void Add(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isDefective)
    {
        var defective = new float[isDefective.Count(true)];
        var good = new float[scores.Length - defective.Length];
        int nextDefective = 0, nextGood = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (isDefective[i])
            {
                defective[nextDefective++] = scores[i];
            }
            else
            {
                good[nextGood++] = scores[i];
            }
        }

        Defective.Add(defective);
        Good.Add(good);
    }
}

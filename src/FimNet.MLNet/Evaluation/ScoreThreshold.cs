namespace FimNet.MLNet.Evaluation;

/// <summary>Thresholds that split scores at a place. Scores above a threshold are found, a score equal to it is not.</summary>
internal static class ScoreThreshold
{
    /// <summary>A threshold at or above the lower and below the higher of two different scores: half-way where there is room.</summary>
    public static float Between(float lower, float higher)
    {
        float middle = (float)(((double)lower + higher) / 2);
        return middle < higher && float.IsFinite(middle) ? middle : lower;
    }

    /// <summary>The highest threshold that a score is above.</summary>
    public static float Below(float score) => MathF.BitDecrement(score);
}

namespace FimNet.MLNet.Evaluation;

/// <summary>Scores rounded up to a number of binary digits, whatever their size, so that only so many different ones are left.</summary>
internal static class RoundedScore
{
    private const uint SignBit = 0x80000000;
    private const int StoredDigits = 23;

    /// <summary>A number that is larger for a higher score, and equal for scores that are the same when rounded.</summary>
    /// <param name="score">Not NaN.</param>
    /// <param name="digits">Binary digits that are kept, 1 to 24.</param>
    public static uint KeyOf(float score, int digits)
    {
        uint bits = BitConverter.SingleToUInt32Bits(score == 0 ? 0f : score);
        return ((bits & SignBit) == 0 ? bits | SignBit : ~bits) >> Dropped(digits);
    }

    /// <summary>The lowest score of a key.</summary>
    public static float LowestOf(uint key, int digits) => ScoreOf(key << Dropped(digits));

    /// <summary>The highest score of a key.</summary>
    public static float HighestOf(uint key, int digits) => ScoreOf((key << Dropped(digits)) | ((1u << Dropped(digits)) - 1));

    private static float ScoreOf(uint ordered) => BitConverter.UInt32BitsToSingle((ordered & SignBit) == 0 ? ~ordered : ordered & ~SignBit);

    // The first digit of a number is not stored.
    private static int Dropped(int digits) => StoredDigits - (digits - 1);
}

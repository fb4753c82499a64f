namespace FimNet.MLNet.Datasets;

/// <summary>Plain weave of round threads that pass over and under each other: fabric when they touch, a mesh when they leave holes.</summary>
internal sealed record WovenTexture
{
    private static readonly Colour Highlight = new(245, 245, 245);

    /// <summary>Distance of neighbouring threads in pixels.</summary>
    public required float Pitch { get; init; }

    /// <summary>Half the thickness of a thread, in pitches.</summary>
    public required float HalfWidth { get; init; }

    /// <summary>How strongly threads rise and fall, in pitches.</summary>
    public required float Undulation { get; init; }

    /// <summary>Strength of the highlight.</summary>
    public required float Gloss { get; init; }

    /// <summary>Relative variation of brightness from thread to thread.</summary>
    public required float ThreadVariation { get; init; }

    /// <summary>Relative variation of brightness by the fibres within a thread.</summary>
    public required float FibreContrast { get; init; }

    /// <summary>How far threads stray from their place, in pitches.</summary>
    public required float Straying { get; init; }

    public required Colour Warp { get; init; }

    public required Colour Weft { get; init; }

    public required Colour Hollow { get; init; }

    public static WovenTexture Weave { get; } = new()
    {
        Pitch = 8.5f,
        HalfWidth = 0.5f,
        Undulation = 0.26f,
        Gloss = 0.06f,
        ThreadVariation = 0.08f,
        FibreContrast = 0.14f,
        Straying = 0.16f,
        Warp = new(188, 176, 154),
        Weft = new(150, 141, 128),
        Hollow = new(34, 30, 28),
    };

    public static WovenTexture Grid { get; } = new()
    {
        Pitch = 17f,
        HalfWidth = 0.2f,
        Undulation = 0.1f,
        Gloss = 0.55f,
        ThreadVariation = 0.06f,
        FibreContrast = 0.05f,
        Straying = 0.05f,
        Warp = new(142, 146, 150),
        Weft = new(136, 138, 140),
        Hollow = new(24, 25, 28),
    };

    public Surface Render(int size, SurfaceRandom random)
    {
        float pitch = Pitch * random.Uniform(0.97f, 1.03f);
        var surface = new Surface(size, pitch, Hollow);
        float turn = random.Uniform(-1f, 1f) * (2.5f / 360f);
        float cosine = SurfaceMath.CosTurns(turn) / pitch, sine = SurfaceMath.SinTurns(turn) / pitch;
        float phaseU = random.Uniform(0f, 64f), phaseV = random.Uniform(0f, 64f), shade = random.Uniform(0.94f, 1.06f);
        var noise = new LatticeNoise(random.NextUInt64());
        float half = size / 2f;
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                float u = ((x - half) * cosine) - ((y - half) * sine) + phaseU;
                float v = ((x - half) * sine) + ((y - half) * cosine) + phaseV;
                surface[(y * size) + x] = At(u, v, pitch, noise).Times(shade);
            }
        }

        return surface;
    }

    private Colour At(float u, float v, float pitch, LatticeNoise noise)
    {
        u += Straying * noise.At(u * 0.11f, v * 0.17f);
        v += Straying * noise.At((u * 0.17f) + 500f, (v * 0.11f) + 500f);
        float warp = MathF.Floor(u + 0.5f), weft = MathF.Floor(v + 0.5f);
        int warpNumber = (int)warp, weftNumber = (int)weft;
        bool warpAbove = ((warpNumber + weftNumber) & 1) == 0;
        ThreadPoint warpThread = Thread(new(u - warp, v - weft, v, warpNumber, IsWarp: true, warpAbove), pitch, noise);
        ThreadPoint weftThread = Thread(new(v - weft, u - warp, u, weftNumber, IsWarp: false, !warpAbove), pitch, noise);
        float warpIsUpper = Math.Clamp((0.5f * pitch * (warpThread.Height - weftThread.Height)) + 0.5f, 0f, 1f);
        return Over(weftThread, warpThread).Towards(Over(warpThread, weftThread), warpIsUpper);
    }

    private Colour Over(in ThreadPoint upper, in ThreadPoint lower) => Hollow.Towards(lower.Colour, lower.Cover).Towards(upper.Colour, upper.Cover);

    private ThreadPoint Thread(in ThreadPlace place, float pitch, LatticeNoise noise)
    {
        int direction = place.IsWarp ? 1000 : 2000;
        float offset = place.Across - (0.35f * Straying * noise.Value(place.Number, direction));
        float cover = Math.Clamp(((HalfWidth - MathF.Abs(offset)) * pitch) + 0.5f, 0f, 1f);
        if (cover <= 0f)
        {
            return new ThreadPoint(Hollow, 0f, 0f);
        }

        // The thread is a cylinder whose axis follows a cosine: up over one crossing, down under the next.
        float side = Math.Clamp(offset / HalfWidth, -0.98f, 0.98f);
        float sign = place.Above ? 1f : -1f;
        float slope = -sign * Undulation * MathF.PI * SurfaceMath.SinTurns(place.FromCrossing / 2f);
        float rise = sign * SurfaceMath.CosTurns(place.FromCrossing / 2f);
        float up = MathF.Sqrt(1f - (side * side)), length = MathF.Sqrt(1f + (slope * slope));
        (float normalX, float normalY) = place.IsWarp ? (side, -slope) : (-slope, side);
        float light = Math.Max(0f, ((-0.42f * normalX) + (-0.5f * normalY) + (0.76f * up)) / length);
        float highlight = light * light * light * light;
        highlight *= highlight * highlight;

        float fibres = noise.At((offset * 9f) + (place.Number * 17f) + direction, (place.Along * 0.9f) + direction)
            + (0.6f * noise.At((offset * 5f) + (place.Along * 2.4f) + (place.Number * 31f), (place.Along * 1.7f) - direction));
        float factor = 1f + (ThreadVariation * noise.Value(place.Number, direction + 1)) + (FibreContrast * fibres);
        float brightness = (0.3f + (0.75f * light)) * (0.81f + (0.19f * rise)) * factor;
        Colour colour = (place.IsWarp ? Warp : Weft).Times(brightness);
        return new ThreadPoint(colour.Towards(Highlight, Gloss * highlight), cover, (Undulation * rise) + (HalfWidth * up));
    }

    /// <param name="Across">Place across the thread, from its planned centre, in pitches.</param>
    /// <param name="FromCrossing">Place along the thread, from the nearest crossing, in pitches.</param>
    /// <param name="Along">Place along the thread, in pitches.</param>
    /// <param name="Number">Which of its direction's threads it is.</param>
    /// <param name="IsWarp">Whether it runs down rather than across the image.</param>
    /// <param name="Above">Whether it passes over the other thread at the crossing.</param>
    private readonly record struct ThreadPlace(float Across, float FromCrossing, float Along, int Number, bool IsWarp, bool Above);

    /// <param name="Colour">What is seen of the thread at a place.</param>
    /// <param name="Cover">How much of the pixel the thread covers.</param>
    /// <param name="Height">How high its surface lies, in pitches.</param>
    private readonly record struct ThreadPoint(Colour Colour, float Cover, float Height);
}
